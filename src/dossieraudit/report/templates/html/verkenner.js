// Filters, routes and focus. The address after # is the place in the explorer, so that Back and bookmarks work.
const veld = { thema: opId("f-thema"), blad: opId("f-blad"), zoek: opId("f-zoek"), uitkomsten: opId("f-uitkomsten") };
let route = { blad: null, dossier: GEEN };

const keuze = {
  thema: GEEN,
  zoek: "",
  gekozen: new Set(),
  pagina: 0,
  telt: (uitkomst) => keuze.gekozen.size === 0 || keuze.gekozen.has(uitkomst),
  dossiers: () => G.dossiers.map((_, n) => n).filter((n) => G.dossiers[n].toLowerCase().includes(keuze.zoek)),
  passend: (blad) => keuze.dossiers().filter((dossier) => {
    const uitkomst = uitkomstVan(dossier, blad.n);
    return keuze.gekozen.size === 0 || (uitkomst !== GEEN && keuze.gekozen.has(uitkomst));
  }),
  blader(stap) {
    keuze.pagina += stap;
    toon();
    // The button that was pressed is gone; the same one of the new page takes its place.
    const [vorige, volgende] = opId("beeld").querySelectorAll(".bladeren button");
    (stap < 0 ? vorige : volgende).focus();
  },
};

function weergave() {
  if (route.blad && route.dossier !== GEEN) return perUitkomst(keuze, route.blad, route.dossier);
  if (route.blad) return perBlad(keuze, route.blad);
  if (route.dossier !== GEEN) return perDossier(keuze, route.dossier);
  return overzicht(keuze);
}

function toon() {
  opId("beeld").querySelectorAll(".schuif").forEach((vak) => schuiven.unobserve(vak));
  const { kop, stand, inhoud } = weergave();
  opId("beeld").replaceChildren(maak("h3", { id: `${EIGEN}vk-kop`, tabindex: "-1" }, kop), ...inhoud.filter(Boolean));
  opId("stand").textContent = stand;
  opId("pad").hidden = !route.blad && route.dossier === GEEN;
  opId("pad").replaceChildren(maak("ol", null, kruimels().map((deel) => maak("li", null, deel))));
  veld.blad.value = route.blad ? route.blad.id : "";
}

function kruimels() {
  const id = route.dossier === GEEN ? null : G.dossiers[route.dossier];
  const hier = (tekst) => maak("span", { "aria-current": "page" }, tekst);
  const delen = [route.blad || id ? link("Alle indicatoren") : hier("Alle indicatoren")];
  if (route.blad) delen.push(id ? link(route.blad.id, route.blad.id) : hier(route.blad.id));
  if (id) delen.push(hier(`Dossier ${id}`));
  return delen;
}

function leesAdres() {
  if (location.hash !== WORTEL && !location.hash.startsWith(`${WORTEL}/`)) return false;
  const [blad, dossier, uitkomst] = location.hash.split("/").slice(1).map(ontcijfer);
  route = { blad: bladOpId.get(blad) || null, dossier: dossierOpId.has(dossier) ? dossierOpId.get(dossier) : GEEN };
  if (route.blad && keuze.thema !== GEEN && route.blad.thema !== keuze.thema) kiesThema(GEEN);
  const gekozen = uitkomsten.find((u) => u.id === uitkomst);
  if (gekozen) kiesUitkomsten([gekozen.n]);
  keuze.pagina = 0;
  return true;
}

function ontcijfer(deel) {
  try {
    return decodeURIComponent(deel);
  } catch {
    return "";
  }
}

function naarKop() {
  const kop = route.blad || route.dossier !== GEEN ? opId("vk-kop") : opId("verkenner");
  kop.focus({ preventScroll: true });
  kop.scrollIntoView();
}

// A filter changes what is shown, never where the focus is.
function filter() {
  keuze.pagina = 0;
  toon();
}

function kiesThema(thema) {
  keuze.thema = thema;
  veld.thema.value = String(thema);
  const passend = bladen.filter((blad) => thema === GEEN || blad.thema === thema);
  veld.blad.replaceChildren(maak("option", { value: "" }, "Alle indicatoren"),
    ...passend.map((blad) => maak("option", { value: blad.id }, `${blad.id} ${blad.titel}`)));
}

function kiesUitkomsten(nummers) {
  keuze.gekozen = new Set(nummers);
  veld.uitkomsten.querySelectorAll("input").forEach((vak) => { vak.checked = keuze.gekozen.has(Number(vak.value)); });
}

function verplaats(blad) {
  route = { blad, dossier: GEEN };
  history.replaceState(null, "", adres(blad && blad.id));
  filter();
}

veld.thema.append(maak("option", { value: String(GEEN) }, "Alle thema’s"),
  ...G.themas.map((titel, n) => maak("option", { value: String(n) }, titel)));
veld.uitkomsten.append(...uitkomsten.map((u) =>
  maak("label", null, maak("input", { type: "checkbox", value: String(u.n) }), maak("span", null, merk(u.n)))));
kiesThema(GEEN);

veld.thema.addEventListener("change", () => {
  kiesThema(Number(veld.thema.value));
  if (route.blad && keuze.thema !== GEEN && route.blad.thema !== keuze.thema) verplaats(null);
  else filter();
});
veld.blad.addEventListener("change", () => verplaats(bladOpId.get(veld.blad.value) || null));
veld.uitkomsten.addEventListener("change", () => {
  kiesUitkomsten([...veld.uitkomsten.querySelectorAll("input:checked")].map((vak) => Number(vak.value)));
  filter();
});
let wacht = 0;
veld.zoek.addEventListener("input", () => {
  clearTimeout(wacht);
  wacht = setTimeout(() => {
    keuze.zoek = veld.zoek.value.trim().toLowerCase();
    // A search looks for other dossiers than the one that is open.
    if (route.dossier !== GEEN) verplaats(route.blad);
    else filter();
  }, 150);
});
opId("filters").addEventListener("submit", (gebeurtenis) => gebeurtenis.preventDefault());
opId("filters").addEventListener("reset", (gebeurtenis) => {
  gebeurtenis.preventDefault();
  veld.zoek.value = keuze.zoek = "";
  kiesThema(GEEN);
  kiesUitkomsten([]);
  verplaats(null);
});
window.addEventListener("hashchange", () => {
  if (!leesAdres()) return;
  toon();
  naarKop();
});

// From a sentence to the dossiers behind it: the leaves that its grondslag names.
document.addEventListener("toggle", (gebeurtenis) => {
  const vak = gebeurtenis.target;
  if (!vak.open || !vak.matches("details.grondslag") || vak.querySelector("ul")) return;
  const woorden = vak.querySelector("p").textContent.match(/[A-Z]{1,4}\d{1,2}\.\d{1,2}/g) || [];
  const genoemd = [...new Set(woorden)].filter((woord) => bladOpId.has(woord));
  if (!genoemd.length) return;
  vak.append(maak("ul", null, genoemd.map((id) => maak("li", null, link(`Dossiers bij ${id}`, id)))));
}, true);

opId("app").hidden = false;
const bijOpenen = leesAdres();
toon();
if (bijOpenen) naarKop();
