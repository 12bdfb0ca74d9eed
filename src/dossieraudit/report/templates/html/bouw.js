// Elements from plain values. Text goes in as text: nothing of a dossier is ever read as markup.
function maak(naam, eigenschappen, ...inhoud) {
  const element = document.createElement(naam);
  for (const [sleutel, waarde] of Object.entries(eigenschappen || {})) {
    if (waarde !== null && waarde !== false) element.setAttribute(sleutel, waarde === true ? "" : waarde);
  }
  element.append(...inhoud.flat(Infinity).filter((deel) => deel !== null));
  return element;
}

const getal = (n) => n.toLocaleString("nl-NL");
const telling = (n, enkel, meer) => `${getal(n)} ${n === 1 ? enkel : meer}`;
const verborgen = (tekst) => maak("span", { class: "vh" }, tekst);

function merk(n) {
  const { id, label, teken } = uitkomsten[n];
  return [maak("span", { class: `merk u-${id}`, "aria-hidden": "true" }, teken), label];
}

// A route is #da-verkenner/BLAD/DOSSIER/UITKOMST, each part may be empty.
const WORTEL = `#${EIGEN}verkenner`;
function adres(blad, dossier, uitkomst) {
  const delen = [blad, dossier, uitkomst].map((deel) => encodeURIComponent(deel || ""));
  while (delen.length && !delen[delen.length - 1]) delen.pop();
  return [WORTEL, ...delen].join("/");
}
const link = (tekst, ...route) => maak("a", { href: adres(...route) }, tekst);

// Such a word may break anywhere; any other keeps its column wide enough.
const LANG_WOORD = /\S{25}/;
let tabellen = 0;
function tabel(bijschrift, koppen, rijen, klasse) {
  tabellen += 1;
  const id = `${EIGEN}vk-tabel-${tabellen}`;
  const kop = koppen.map((k) => maak("th", { scope: "col", class: k.rechts ? "rechts" : null }, k.inhoud || k));
  const lijf = rijen.map((rij) => maak("tr", null, rij.map((inhoud, n) => {
    const vak = n === 0 ? maak("th", { scope: "row" }, inhoud) : maak("td", null, inhoud);
    if (koppen[n].rechts) vak.classList.add("rechts");
    if (LANG_WOORD.test(vak.textContent)) vak.classList.add("lang");
    return vak;
  })));
  const vak = maak("div", { class: "schuif", role: "region", "aria-labelledby": id, tabindex: "0" },
    maak("table", { class: `gegevens ${klasse || ""}` },
      maak("caption", { id }, bijschrift),
      maak("thead", null, maak("tr", null, kop)),
      maak("tbody", null, lijf)));
  schuiven.observe(vak);
  return vak;
}

function knop(tekst, uit, actie) {
  const element = maak("button", { type: "button", "aria-disabled": uit ? "true" : null }, tekst);
  if (!uit) element.addEventListener("click", actie);
  return element;
}
