"""Files that a table reader must survive, made byte by byte."""

import io
import zipfile
from pathlib import Path

CONTENT = "Denominazione;Codice fiscale\nL'Aquilone è qui;00893140400\n"
ODS_TYPE = b"application/vnd.oasis.opendocument.spreadsheet"
WORKBOOK = (
    b'<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/'
    b'main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
    b'<sheets><sheet name="Foglio1" sheetId="1" r:id="rId1"/></sheets></workbook>'
)
LINKS = (
    b'<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
    b'relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/'
    b'officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'
)
TYPES = (
    b'<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/'
    b'content-types"><Default Extension="xml" ContentType="application/xml"/></Types>'
)
ROOT_LINKS = (
    b'<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
    b'relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/'
    b'officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>'
)
MANIFEST = (
    b'<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:'
    b'xmlns:manifest:1.0"><manifest:file-entry manifest:full-path="/" manifest:media-type="'
    + ODS_TYPE
    + b'"/></manifest:manifest>'
)
SHEET_HEAD = (
    b'<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/'
    b'main"><sheetData>'
)
SHEET_TAIL = b"</sheetData></worksheet>"


def text_cell(reference: str, text: str) -> bytes:
    return f'<c r="{reference}" t="inlineStr"><is><t>{text}</t></is></c>'.encode()


HEADER_ROW = b'<row r="1">' + text_cell("A1", "Nome") + text_cell("B1", "Codice") + b"</row>"


def xlsx(rows: bytes, **more: bytes) -> bytes:
    """A workbook with one sheet made of these rows; `more` members by name."""
    return package(
        {
            "[Content_Types].xml": TYPES,
            "_rels/.rels": ROOT_LINKS,
            "xl/workbook.xml": WORKBOOK,
            "xl/_rels/workbook.xml.rels": LINKS,
            "xl/worksheets/sheet1.xml": SHEET_HEAD + HEADER_ROW + rows + SHEET_TAIL,
            **more,
        }
    )


def ods(rows: bytes) -> bytes:
    body = (
        b'<?xml version="1.0"?><office:document-content xmlns:office="urn:oasis:names:tc:'
        b'opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:'
        b'1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body>'
        b'<office:spreadsheet><table:table table:name="Foglio1">'
    )
    tail = b"</table:table></office:spreadsheet></office:body></office:document-content>"
    return package(
        {
            "mimetype": ODS_TYPE,
            "META-INF/manifest.xml": MANIFEST,
            "content.xml": body + rows + tail,
        }
    )


def ods_row(*cells: str) -> bytes:
    made = "".join(
        f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>'
        for cell in cells
    )
    return f"<table:table-row>{made}</table:table-row>".encode()


def package(members: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in members.items():
            made.writestr(name, content)
    return target.getvalue()


def lying_about_size(content: bytes, name: str, size: int) -> bytes:
    """The directory of the zip says that a member is small; the stream is not."""
    with zipfile.ZipFile(io.BytesIO(content)) as made:
        true = next(one.file_size for one in made.infolist() if one.filename == name)
    return content.replace(true.to_bytes(4, "little"), size.to_bytes(4, "little"))


def put(folder: Path, content: bytes, name: str = "file") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path
