"""Made-up people: names of many origins, streets, towns. Nobody real is meant."""

from __future__ import annotations

from random import Random

FIRST = tuple(
    """
    Alejandra Amina Anneliese Anders Aoife Babajide Beatriz Birgitta Bogdan Caoimhe Casimir Chidinma Corentin Cosima
    Dagmar Darnell Desdemona Dmitri Eleftheria Elspeth Emeka Esperanza Fabrizio Fatoumata Fenella Ferdinand Gianluca
    Giulietta Gottfried Griselda Gulnara Hadassah Hamza Hortense Hyacinth Ifeoma Ignatius Ingeborg Ishaan Isolde
    Jadwiga Jamila Jolanta Josefina Kanye Kavitha Kazimierz Keisha Khadija Kwabena Lachlan Latoya Leocadia Ludmila
    Mahmoud Malgorzata Marisol Mbali Mehmet Mirela Nadezhda Ngozi Nikolaos Olumide Oriana Ottoline Padraig Parvati
    Priyanka Quentin Rajesh Rosalind Rukmini Saoirse Seraphina Shaniqua Siobhan Stanislaw Svetlana Tadeusz Takeshi
    Thaddeus Tirunesh Ulrike Ursula Valentina Venkatesh Wanjiru Wilhelmina Xiomara Yevgenia Yolanda Zbigniew Zuleika
    José Zoë Chloë François Jürgen Łukasz Søren Åsa Nguyễn Björn
    """.split()
)
LAST = tuple(
    """
    Abernathy Achterberg Adeyemi Albescu Alvarado Andreasen Anandakumar Antonopoulos Bartoszewski Beauchamp
    Bellweather Bhattacharya Birkenstock Bjornstad Blankenship Boateng Bonaventura Brathwaite Calderwood Castellanos
    Chaudhuri Chukwuemeka Colquhoun Czarnecki Dalgaard Delacroix Dimitriou Drummond Ekwueme Eriksen Eszterhas
    Fairweather Featherstone Fitzgerald Galanis Gambhir Goldfarb Grabowski Gunnarsson Habibullah Hallström Hathaway
    Hernandez Holloway Igwe Ivanovic Jankowski Jimenez Kaczmarek Kapoor Karlsson Kowalczyk Krishnamurthy Kuznetsov
    Lagerfeld Laverty Lindqvist Lombardi Macalister Mahlangu Malinowski Marchetti Mbeki McAllister Mwangi Nakamura
    Ndiaye Nordstrom Obuya Oduya Okonkwo Olafsson Ostrowski Paczynski Papadakis Pemberton Petrosyan Pfeiffer Quigley
    Rasmussen Ravindran Rothschild Saavedra Schliemann Sepulveda Siddiqui Sokolowski Stavropoulos Tchaikovsky
    Thorvaldsen Tomaszewski Traore Uzunyan Vandersloot Villanueva Waclawski Whittaker Wojciechowski Xanthopoulos
    Yamamoto Yildirim Zabielski Zimmermann Zuniga O'Dowd O'Shaughnessy D'Angelo Smith-Lund Müller Gonçalves Dvořák
    """.split()
)
STREET = tuple(
    """
    Alder Bellflower Birchwood Cedarbrook Chestnut Cobblestone Dogwood Elmhurst Evergreen Fernhill Foxglove
    Glenhaven Hawthorne Hollyhock Juniper Kingfisher Larkspur Laurelwood Magnolia Maplecrest Meadowlark Millbrook
    Orchard Primrose Quailridge Redwood Rosewood Sagebrush Sycamore Thistledown Tulip Walnut Willowbend Wisteria
    """.split()
)
STREET_KIND = tuple(
    """
    Street St Avenue Ave Road Rd Lane Ln Drive Dr Boulevard Blvd Court Ct Way Terrace Place
    """.split()
)
CITY = tuple(
    """
    Ashtabula Brattleboro Chillicothe Eufaula Fond-du-Lac Gloversville Hoquiam Ishpeming Kankakee Lackawanna
    Manitowoc Nacogdoches Okmulgee Pawtucket Quakertown Rhinelander Schenectady Tehachapi Uvalde Valparaiso
    Wapakoneta Yazoo-City Ypsilanti Zanesville
    """.split()
)


def first(rng: Random) -> str:
    """Return a first name."""
    return rng.choice(FIRST)


def last(rng: Random) -> str:
    """Return a surname."""
    return rng.choice(LAST)


def full(rng: Random) -> str:
    """Return a whole name as a form would hold it."""
    names = first(rng), last(rng)
    initial = rng.choice("BCDFGHKLMPRST")
    return rng.choice(("{0} {1}", "{1}, {0}", "{0} {2}. {1}")).format(*names, initial)


def street(rng: Random) -> str:
    """Return a house number and a street, at times with a flat."""
    line = f"{rng.randint(11, 9899)} {rng.choice(STREET)} {rng.choice(STREET_KIND)}"
    return line + rng.choice(("", "", "", f", Apt {rng.randint(2, 48)}", f" Unit {rng.randint(2, 48)}"))


def city(rng: Random) -> str:
    """Return a town."""
    return rng.choice(CITY).replace("-", " ")
