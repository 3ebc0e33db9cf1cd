"""Words of this field that must meet, and words that must not."""

from concurrent.futures import ThreadPoolExecutor
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ponte.engines.text import stems
from ponte.engines.text.normalise import fold

MEET = {
    "it": [
        "anziano anziani anziana anziane",
        "disabile disabili disabilità",
        "bambino bambini bambina bambine bimbo bimbi",
        "cooperativa cooperative cooperativo",
        "nido nidi",
        "asilo asili",
        "assistenza assistenze",
        "assistente assistenti",
        "pulizia pulizie",
        "lavanderia lavanderie",
        "verde verdi",
        "giardino giardini giardiniere giardinieri",
        "amico amici amica amiche",
        "medico medici medica mediche",
        "psicologo psicologi psicologia psicologa psicologhe psicologici",
        "domiciliare domiciliari",
        "familiare familiari",
        "infermiere infermieri infermiera infermiere",
        "straniero stranieri straniera straniere",
        "ospedaliero ospedaliera ospedalieri ospedaliere",
        "quartiere quartieri",
        "artigiano artigiani artigiana artigiane",
        "italiano italiani italiana italiane",
        "educatore educatori educatrice educatrici",
        "volontario volontari volontaria volontarie volontariato",
        "sportivo sportivi sportiva sportive",
        "diverso diversi diversa diverse",
        "carcere carceri",
        "solare solari",
        "sociale sociali",
        "servizio servizi",
        "lavoro lavori lavoratore lavoratori",
        "luogo luoghi",
        "biologico biologici biologica biologiche",
        "terapia terapie",
        "materno materna materni materne",
        "libero libera liberi libere",
        "popolare popolari",
        "alimentare alimentari",
        "attività attivita",
        "camera camere",
        "figlio figli figlia figlie",
    ],
    "en": [
        "elder elders elderly",
        "child children",
        "cooperative cooperatives",
        "organisation organization organizations organise",
        "service services",
        "cleaning cleaned clean",
        "disability disabilities",
        "labour labor",
        "woman women",
    ],
    "fr": [
        "handicapé handicapée handicapés handicap",
        "travail travaux",
        "aide aides",
        "salarié salariée salariés salariées",
        "association associations",
        "solidarité solidarités",
        "âgé âgée âgés âgées",
        "entreprise entreprises",
    ],
    "nl": ["kind kinderen", "dienst diensten", "oudere ouderen", "werk werken", "zorg zorgen"],
    "pl": [
        "dziecko dzieci",
        "senior seniorzy seniorów",
        "praca pracy",
        "usługa usługi usług",
        "opieka opieki opiekę",
        "społeczna społeczny społecznej",
    ],
    "hr": ["usluga usluge uslugu uslugama", "osoba osobe osobama", "starije starijih starijim",
           "dijete djeca djece", "pomoć pomoći"],
    "sl": ["storitev storitve storitvi", "oseba osebe osebam", "otrok otroci otrokov",
           "starejši starejših starejšim", "pomoč pomoči pomočjo"],
}  # fmt: skip

KEEP_APART = {
    "it": [
        "universo università",
        "nave navetta",
        "salute saluto",
        "abile disabile",
        "abilità disabilità",
        "comune comunità",
        "socio società sociale",
        "casa casale",
        "porto porta",
        "posto posta",
        "costo costa",
        "messa messo",
        "cane canto",
        "banca banco",
        "mano manager",
        "pasto pasta",
        "medico media",
        "reale realtà",
        "nuovo novità",
    ],
    "en": ["university universe", "organ organization", "police policy", "new news"],
    "fr": ["université univers", "porte portail"],
    "nl": ["ouder ouderen"],
    "pl": ["prawo praca"],
    "hr": ["grad gradnja"],
    "sl": ["dom domovina"],
}


def cases(table):
    return [(language, line) for language, lines in table.items() for line in lines]


def stem_of(word, language):
    return stems.stem(fold(word), language)


@pytest.mark.parametrize("language, line", cases(MEET))
def test_forms_of_one_word_meet(language, line):
    found = {word: stem_of(word, language) for word in line.split()}
    assert len(set(found.values())) == 1, found


@pytest.mark.parametrize("language, line", cases(KEEP_APART))
def test_words_of_other_meaning_do_not_meet(language, line):
    for one, other in combinations(line.split(), 2):
        assert stem_of(one, language) != stem_of(other, language), (one, other)


@given(st.text("abcdefghilmnopqrstuvzjkxyw", min_size=1), st.sampled_from(stems.LANGUAGES))
def test_a_stem_is_never_empty_and_stays_folded(word, language):
    found = stems.stem(word, language)
    assert found
    assert found == fold(found)


@pytest.mark.parametrize("language", stems.LANGUAGES)
def test_each_language_has_its_stop_words_folded(language):
    words = stems.stop_words(language)
    assert 60 <= len(words) <= 200
    assert words == {fold(word) for word in words}


def test_a_number_or_a_code_is_its_own_stem():
    assert stems.stem("h24", "it") == "h24"


def test_threads_do_not_mix_their_words():
    words = [start + end for start in ("lavor", "cant", "pulit") for end in ("azione", "ando") * 40]
    alone = [stems.stem(word, "it") for word in words]
    with ThreadPoolExecutor(4) as threads:
        together = threads.map(lambda _: [stems.stem(word, "it") for word in words], range(8))
        assert all(found == alone for found in together)


def test_an_unknown_language_is_a_mistake_of_the_caller():
    with pytest.raises(KeyError):
        stems.stem("haus", "de")
