const EIGEN = "da-";
const opId = (naam) => document.getElementById(EIGEN + naam);

// On a narrow screen the table of contents would push the report off the first screens.
if (window.matchMedia("(max-width: 71.99rem)").matches) {
  document.querySelector("nav.inhoud details").open = false;
}

// Only what really scrolls needs a stop of the Tab key.
const schuiven = new ResizeObserver((rijen) => {
  for (const { target } of rijen) {
    const nodig = target.scrollWidth > target.clientWidth;
    if (nodig) target.setAttribute("tabindex", "0");
    else target.removeAttribute("tabindex");
  }
});
document.querySelectorAll(".schuif").forEach((vak) => schuiven.observe(vak));

const alleGrondslagen = opId("grondslagen");
if (alleGrondslagen) {
  opId("werkbalk").hidden = false;
  alleGrondslagen.addEventListener("click", () => {
    const open = alleGrondslagen.getAttribute("aria-pressed") !== "true";
    alleGrondslagen.setAttribute("aria-pressed", String(open));
    document.querySelectorAll("details.grondslag").forEach((vak) => { vak.open = open; });
  });
}
