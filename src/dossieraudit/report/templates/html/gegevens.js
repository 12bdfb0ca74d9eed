// Reads what `verkenner.py` wrote. `bladen`: [id, titel, thema, [[eis, tekst]]]. `rijen[dossier][blad]` points at
// `cellen`: [uitkomst, reden, eisen as a string of + x ? -, hoogstens, minstens, misschien n.v.t.]; -1 stands for nothing.
// `feiten[dossier]`: [flat triples (pad, waarde, vindplaats) that point at `teksten`, {blad: [number of a triple]}].
const G = JSON.parse(opId("gegevens").textContent);
const GEEN = -1;
const bladen = G.bladen.map(([id, titel, thema, eisen], n) => ({ n, id, titel, thema, eisen }));
const bladOpId = new Map(bladen.map((blad) => [blad.id, blad]));
const dossierOpId = new Map(G.dossiers.map((id, n) => [id, n]));
const uitkomsten = G.uitkomsten.map(([id, label, teken], n) => ({ n, id, label, teken }));

function cel(dossier, blad) {
  const plaats = G.rijen[dossier][blad];
  if (plaats === GEEN) return null;
  const [uitkomst, reden, eisen, hoogstens, minstens, misschienNvt] = G.cellen[plaats];
  return { uitkomst, reden, eisen, hoogstens, minstens, misschienNvt };
}

const uitkomstVan = (dossier, blad) => {
  const plaats = G.rijen[dossier][blad];
  return plaats === GEEN ? GEEN : G.cellen[plaats][0];
};

const beoordelingVan = (dossier, blad) => {
  const gevonden = G.beoordelingen[`${dossier},${blad}`];
  if (!gevonden) return null;
  const [uitkomst, machine, beoordelaar, datum, motivering, verouderd] = gevonden;
  return { uitkomst, machine, beoordelaar, datum, motivering, verouderd };
};

// null: left out of this file to keep it small.
function feitenVan(dossier, blad) {
  if (dossier >= G.feiten.length) return null;
  const [plat, perBlad] = G.feiten[dossier];
  const tekst = (plaats) => (plaats === GEEN ? null : G.teksten[plaats]);
  return (perBlad[blad] || []).map((n) => plat.slice(3 * n, 3 * n + 3).map(tekst));
}
