"""What a page must be for everybody: the judges that every page of Ponte passes."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

TAGS = [
    *("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"),
    *("EN-301-549", "section508", "best-practice"),
]
OPTIONS = {
    "resultTypes": ["violations"],
    "runOnly": {"type": "tag", "values": TAGS},
    "rules": {"target-size": {"enabled": True}},  # axe leaves it out unless told
}
# The values of WCAG 1.4.12, and twice the size of text.
SPACED = (
    "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; "
    "word-spacing: 0.16em !important; } p { margin-bottom: 2em !important; }"
)
DOUBLED = "html { font-size: 200% !important; }"

AXE = Axe().axe_script

BONES = """() => {
  const faults = [];
  const shown = (e) => e.checkVisibility({visibilityProperty: true});
  const headings = [...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].filter(shown);
  const ones = headings.filter((h) => h.tagName === 'H1');
  if (ones.length !== 1) faults.push(`${ones.length} headings of the first level`);
  let before = 0;
  for (const h of headings) {
    const level = Number(h.tagName[1]);
    if (level > before + 1) faults.push(`from level ${before} to ${level}: ${h.innerText}`);
    before = level;
  }
  for (const e of document.querySelectorAll('[tabindex]'))
    if (e.tabIndex > 0) faults.push(`tabindex ${e.tabIndex}: ${e.outerHTML.slice(0, 80)}`);
  if (!document.title.trim()) faults.push('no title');
  return faults;
}"""

SIDEWAYS = """() => {
  const wide = document.documentElement.scrollWidth, room = document.documentElement.clientWidth;
  if (wide <= room) return [];
  const outer = [...document.querySelectorAll('body *')]
    .filter((e) => e.getBoundingClientRect().right > room + 1)
    .map((e) => `${e.tagName.toLowerCase()}.${e.className} ${(e.innerText || '').slice(0, 40)}`);
  return [`${wide} px in a window of ${room}`, ...outer.slice(-4)];
}"""

CLIPPED = """() => [...document.querySelectorAll('body *')].filter((e) => {
    const style = getComputedStyle(e);
    const text = [...e.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim());
    const hides = ['hidden', 'clip'].includes(style.overflowX);
    const tiny = e.clientWidth <= 1 || e.clientHeight <= 1;
    return text && hides && !tiny && e.checkVisibility() && (
      e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + 2);
  }).map((e) => `cut off: ${e.innerText.slice(0, 60)}`)"""

SMALL = """() => {
  const faults = [];
  const what = 'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]';
  for (const e of document.querySelectorAll(what)) {
    if (!e.checkVisibility({opacityProperty: true, visibilityProperty: true})) continue;
    let box = e.getBoundingClientRect();
    if (box.width <= 1 || box.height <= 1 || e.tabIndex < 0) continue;
    if (box.right <= 0 || box.bottom <= 0) continue;   // skip links wait outside the window
    const name = `${e.tagName.toLowerCase()} ${(e.innerText || e.name || '').trim().slice(0, 40)}`;
    const boxed = ['checkbox', 'radio'].includes(e.type) && e.labels.length;
    if (boxed) {
      const label = e.labels[0].getBoundingClientRect();
      box = {height: Math.max(box.height, label.height), width: label.width + box.width};
    }
    const line = e.tagName === 'A' && getComputedStyle(e).display === 'inline';
    const least = line ? 0 : 24;
    const main = ['BUTTON', 'SELECT', 'TEXTAREA'].includes(e.tagName)
      || (e.tagName === 'INPUT' && !boxed);
    const wanted = main ? 44 : least;
    if (Math.round(box.height) < wanted || Math.round(box.width) < Math.min(wanted, 24))
      faults.push(`${name}: ${Math.round(box.width)} x ${Math.round(box.height)}, not ${wanted}`);
  }
  return faults;
}"""

FOCUSED = """() => {
  const e = document.activeElement;
  if (!e || e === document.body || e === document.documentElement) return null;
  if (!e.dataset.walked) e.dataset.walked = String(window.walked = (window.walked || 0) + 1);
  const look = (one) => {
    const s = getComputedStyle(one);
    return (s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2) || s.boxShadow !== 'none';
  };
  const label = e.labels && e.labels[0];
  const box = e.getClientRects()[0] || e.getBoundingClientRect();  // a link may take two lines
  const left = Math.max(box.left, 0), top = Math.max(box.top, 0);  // of the part in view
  const x = left + Math.min((box.right - left) / 2, 20);
  const y = top + Math.min((box.bottom - top) / 2, 20);
  const over = document.elementFromPoint(x, y);
  const seen = over && (e.contains(over) || over.contains(e) || (label && label.contains(over)));
  return {
    number: e.dataset.walked,
    name: `${e.tagName.toLowerCase()} ${(e.innerText || e.name || e.id || '').trim().slice(0, 40)}`,
    visible: look(e) || Boolean(label && look(label)) || look(e.parentElement),
    seen: Boolean(seen),
    parts: ['date', 'time', 'datetime-local', 'month', 'week'].includes(e.type),
  };
}"""

STYLED = """(css) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}"""


def axe_faults(page: Page) -> list[str]:
    """What axe finds, with every rule and no excuse."""
    page.evaluate(AXE)
    found = page.evaluate("(options) => axe.run(options).then((all) => all.violations)", OPTIONS)
    return [
        f"{one['id']}: {node['target']} {node['html'][:160]}"
        for one in found
        for node in one["nodes"]
    ]


def bone_faults(page: Page, language: str) -> list[str]:
    """One first heading, levels in order, no forced order of focus, the page's language."""
    said = page.locator("html").get_attribute("lang")
    return page.evaluate(BONES) + ([] if said == language else [f"lang is {said}"])


def reflow_faults(page: Page) -> list[str]:
    """Nothing to scroll sideways, no text cut off."""
    return page.evaluate(SIDEWAYS) + page.evaluate(CLIPPED)


def faults_when_styled(page: Page, css: str) -> list[str]:
    """How the page bears a reader's own style; the page keeps it."""
    page.evaluate(STYLED, css)
    return reflow_faults(page)


def target_faults(page: Page) -> list[str]:
    """Whatever is to be hit is large enough."""
    return page.evaluate(SMALL)


def walk(page: Page, limit: int = 600) -> list[str]:
    """Tab from the top to the end: each stop is seen, and the end is reached."""
    faults, numbers = [], []
    for _ in range(limit):
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUSED)
        if stop is None or stop["number"] in numbers[:1]:
            return faults
        if stop["parts"] and stop["number"] == numbers[-1]:
            continue  # day, month and year are stops of one field
        if stop["number"] in numbers:
            return [*faults, f"caught at {stop['name']}"]
        numbers.append(stop["number"])
        if not stop["visible"]:
            faults.append(f"no visible focus: {stop['name']}")
        if not stop["seen"]:
            faults.append(f"focus is hidden: {stop['name']}")
    return [*faults, f"still going after {limit} stops"]
