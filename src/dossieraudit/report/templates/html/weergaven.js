// The four views: all leaves, one leaf, one dossier, one leaf in one dossier.
const PER_PAGINA = 50;
const EISEN = { "+": "✓ vervuld", x: "✗ niet vervuld", "?": "? onbekend", "-": "– niet getoetst" };

function overzicht(keuze) {
  const zichtbaar = bladen.filter((blad) => keuze.thema === GEEN || blad.thema === keuze.thema);
  const dossiers = keuze.dossiers();
  const geraakt = new Set();
  let totaal = 0;
  const rijen = zichtbaar.map((blad) => {
    const aantallen = uitkomsten.map(() => 0);
    for (const dossier of dossiers) {
      const uitkomst = uitkomstVan(dossier, blad.n);
      if (uitkomst === GEEN || !keuze.telt(uitkomst)) continue;
      aantallen[uitkomst] += 1;
      totaal += 1;
      geraakt.add(dossier);
    }
    return [
      link(`${blad.id} ${blad.titel}`, blad.id),
      ...uitkomsten.map((u) => (aantallen[u.n]
        ? maak("a", { href: adres(blad.id, null, u.id) }, getal(aantallen[u.n]), verborgen(` × ${u.label}, ${blad.id}`))
        : "0")),
    ];
  });
  const koppen = ["Indicator", ...uitkomsten.map((u) => ({ rechts: true, inhoud: merk(u.n) }))];
  const gezocht = keuze.zoek ? [maak("h4", null, "Gevonden dossiers"), dossierlijst(dossiers)] : [];
  return {
    kop: "Alle indicatoren",
    stand: `${telling(rijen.length, "indicator", "indicatoren")}; ${telling(totaal, "uitkomst", "uitkomsten")} in ` +
      `${telling(geraakt.size, "dossier", "dossiers")}.`,
    inhoud: [tabel("Aantal dossiers per uitkomst", koppen, rijen, "breed-8"), ...gezocht],
  };
}

function dossierlijst(dossiers) {
  if (!dossiers.length) return maak("p", null, "Geen dossiers gevonden met dit nummer.");
  const eerste = dossiers.slice(0, PER_PAGINA).map((d) => maak("li", null, link(G.dossiers[d], null, G.dossiers[d])));
  const rest = dossiers.length - eerste.length;
  return maak("ul", { class: "legenda" }, eerste, rest ? maak("li", null, `en nog ${getal(rest)}`) : null);
}

function perBlad(keuze, blad) {
  const dossiers = keuze.passend(blad);
  const paginas = Math.max(1, Math.ceil(dossiers.length / PER_PAGINA));
  keuze.pagina = Math.min(keuze.pagina, paginas - 1);
  const begin = keuze.pagina * PER_PAGINA;
  const rijen = dossiers.slice(begin, begin + PER_PAGINA).map((dossier) => {
    const gevonden = cel(dossier, blad.n);
    return [link(G.dossiers[dossier], blad.id, G.dossiers[dossier]), ...uitkomstEnReden(dossier, blad, gevonden)];
  });
  const tot = begin + rijen.length;
  return {
    kop: `${blad.id} ${blad.titel}`,
    stand: dossiers.length
      ? `${telling(dossiers.length, "dossier", "dossiers")}; u ziet ${getal(begin + 1)} tot en met ${getal(tot)}.`
      : "Geen dossiers gevonden met deze keuze.",
    inhoud: rijen.length
      ? [tabel(`Dossiers bij ${blad.id}`, ["Dossier", "Uitkomst", "Reden"], rijen, "breed-3"), bladeren(keuze, paginas)]
      : [],
  };
}

function bladeren(keuze, paginas) {
  if (paginas === 1) return null;
  const naar = (stap, welke) => knop(`${welke} ${PER_PAGINA}`, keuze.pagina + stap < 0 || keuze.pagina + stap >= paginas,
    () => keuze.blader(stap));
  return maak("nav", { class: "bladeren", "aria-label": "Bladeren door de dossiers" },
    naar(-1, "Vorige"), maak("span", null, `Pagina ${getal(keuze.pagina + 1)} van ${getal(paginas)}`), naar(1, "Volgende"));
}

function uitkomstEnReden(dossier, blad, gevonden) {
  if (!gevonden) return ["geen uitkomst", ""];
  const oordeel = beoordelingVan(dossier, blad.n);
  const met = oordeel ? (oordeel.verouderd ? " (beoordeling verouderd)" : " (vastgesteld door een beoordelaar)") : null;
  return [[merk(gevonden.uitkomst), met], gevonden.reden === GEEN ? "" : G.redenen[gevonden.reden]];
}

function perDossier(keuze, dossier) {
  const rijen = bladen
    .filter((blad) => keuze.thema === GEEN || blad.thema === keuze.thema)
    .map((blad) => ({ blad, gevonden: cel(dossier, blad.n) }))
    .filter(({ gevonden }) => gevonden && keuze.telt(gevonden.uitkomst))
    .map(({ blad, gevonden }) => [
      link(`${blad.id} ${blad.titel}`, blad.id, G.dossiers[dossier]), ...uitkomstEnReden(dossier, blad, gevonden)]);
  return {
    kop: `Dossier ${G.dossiers[dossier]}`,
    stand: `${telling(rijen.length, "indicator", "indicatoren")} in dossier ${G.dossiers[dossier]}.`,
    inhoud: rijen.length
      ? [tabel(`Uitkomsten van dossier ${G.dossiers[dossier]}`, ["Indicator", "Uitkomst", "Reden"], rijen, "breed-4")]
      : [],
  };
}

function perUitkomst(keuze, blad, dossier) {
  const id = G.dossiers[dossier];
  const gevonden = cel(dossier, blad.n);
  const buren = keuze.passend(blad);
  const plaats = buren.indexOf(dossier);
  const buur = (n, tekst) => (plaats !== -1 && n >= 0 && n < buren.length
    ? link(`${tekst}: ${G.dossiers[buren[n]]}`, blad.id, G.dossiers[buren[n]]) : null);
  return {
    kop: `${blad.id} in dossier ${id}`,
    stand: gevonden ? `Dossier ${id}: ${uitkomsten[gevonden.uitkomst].label}.` : `Dossier ${id} heeft hier geen uitkomst.`,
    inhoud: [
      maak("p", null, blad.titel),
      ...(gevonden ? [kenmerken(blad, dossier, gevonden), ...eisen(blad, gevonden)] : []),
      ...feiten(blad, dossier),
      maak("nav", { class: "bladeren", "aria-label": "Andere dossiers" }, buur(plaats - 1, "Vorige"), buur(plaats + 1, "Volgende"),
        link(`Alle indicatoren van dossier ${id}`, null, id)),
    ],
  };
}

function kenmerken(blad, dossier, gevonden) {
  const regels = [["Uitkomst", merk(gevonden.uitkomst)]];
  if (gevonden.reden !== GEEN) regels.push(["Reden", G.redenen[gevonden.reden]]);
  if (gevonden.hoogstens !== GEEN && gevonden.hoogstens !== gevonden.minstens) {
    regels.push(["Als al het onbekende vervuld was", merk(gevonden.hoogstens)]);
    regels.push(["Als al het onbekende niet vervuld was", gevonden.minstens === GEEN ? "onbekend" : merk(gevonden.minstens)]);
  }
  if (gevonden.misschienNvt) {
    regels.push(["Of dit blad geldt", "is niet vast te stellen; het kan ook niet van toepassing zijn"]);
  }
  const oordeel = beoordelingVan(dossier, blad.n);
  if (oordeel) {
    regels.push(["Beoordeling", [merk(oordeel.uitkomst), `, door ${oordeel.beoordelaar} op ${oordeel.datum}`]]);
    regels.push(["Motivering", oordeel.motivering]);
    regels.push(["Uitkomst van de regels", merk(oordeel.machine)]);
    if (oordeel.verouderd) {
      regels.push(["Let op", "De uitkomst van de regels, of een feit waarop zij rust, is sinds de beoordeling veranderd; die beoordeling telt niet tot zij is herzien."]);
    }
  }
  return maak("dl", null, regels.map(([naam, inhoud]) => [maak("dt", null, naam), maak("dd", null, inhoud)]).flat());
}

function eisen(blad, gevonden) {
  if (!blad.eisen.length) return [maak("p", null, "Een dossier kan deze norm niet dragen: dit blad heeft geen eisen aan het dossier.")];
  const rijen = blad.eisen.map(([, tekst], n) => [tekst, maak("span", { class: "eis" }, EISEN[gevonden.eisen[n]])]);
  return [tabel(`Eisen van ${blad.id}`, ["Eis", "Waarde in dit dossier"], rijen)];
}

function feiten(blad, dossier) {
  if (!G.metFeiten) return [];
  const gevonden = feitenVan(dossier, blad.n);
  if (gevonden === null) {
    return [maak("p", null, "De feiten van dit dossier staan niet in dit bestand, om het klein te houden. De opdracht ",
      maak("code", null, `dossieraudit explain PAD ${G.dossiers[dossier]} ${blad.id}`), " toont ze.")];
  }
  if (!gevonden.length) return [maak("p", null, "Deze uitkomst berust niet op feiten uit het dossier.")];
  const rijen = gevonden.map(([pad, waarde, vindplaats]) => [
    maak("code", null, pad), waarde, vindplaats === null ? "niet vermeld" : vindplaats]);
  return [tabel(`Feiten waarop ${blad.id} berust`, ["Feit", "Waarde", "Vindplaats"], rijen, "breed-4")];
}
