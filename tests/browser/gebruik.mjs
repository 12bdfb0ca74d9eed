// node gebruik.mjs FILE: a reader goes from a sentence to a fact with the keyboard and the mouse.
// Prints JSON: {seconds: {step: number}, seen: {...}, faults: []}.
import { open } from "./browser.mjs";

const [file] = process.argv.slice(2);
const seconds = {};
const seen = {};
let last = performance.now();
const lap = (step) => {
  const now = performance.now();
  seconds[step] = Math.round(now - last) / 1000;
  last = performance.now();
};

const result = await open(file, { viewport: { width: 1280, height: 900 } }, async (page) => {
  const status = page.locator("#da-stand");
  const heading = page.locator("#da-vk-kop");
  const focus = () => page.evaluate(() => document.activeElement.id || document.activeElement.textContent.trim());
  await page.locator("#da-app").waitFor();
  lap("open");

  await page.keyboard.press("Tab");
  seen.firstStop = await focus().then(() => page.evaluate(() => document.activeElement.textContent));
  await page.locator("details.grondslag summary").first().focus();
  await page.keyboard.press("Enter");
  const fromSentence = page.getByRole("link", { name: /^Dossiers bij/ }).first();
  seen.fromSentence = await fromSentence.textContent();
  await fromSentence.press("Enter");
  await heading.waitFor();
  seen.leaf = await heading.textContent();
  seen.leafFocus = await focus();
  lap("from sentence to leaf");

  await page.getByLabel("Thema", { exact: true }).selectOption({ index: 2 });
  seen.themaStatus = await status.textContent();
  lap("filter by thema");
  await page.getByLabel("Thema", { exact: true }).selectOption({ index: 0 });
  await page.getByLabel("Indicator", { exact: true }).selectOption({ index: 1 });
  seen.leafStatus = await status.textContent();
  lap("filter by leaf");
  await page.locator("#da-f-uitkomsten input").nth(2).check();
  seen.outcomeStatus = await status.textContent();
  seen.outcomes = [...new Set(await page.locator("#da-beeld tbody td:nth-child(2)").allTextContents())];
  lap("filter by uitkomst");
  const next = page.getByRole("button", { name: "Volgende 50" });
  if (await next.count()) {
    await next.press("Enter");
    seen.pageStatus = await status.textContent();
    seen.pageFocus = await focus();
  }
  lap("next page");
  await page.getByLabel("Dossiernummer bevat").fill("d-00");
  await page.waitForTimeout(200);
  seen.searchStatus = await status.textContent();
  lap("search a dossier (200 ms of waiting)");

  await page.locator("#da-beeld tbody a").first().press("Enter");
  await page.getByText(/^Eisen van/).waitFor();
  seen.detail = await heading.textContent();
  seen.detailFocus = await focus();
  seen.eisen = await page.locator("#da-beeld table").first().locator("tbody tr").allTextContents();
  seen.facts = await page.locator("#da-beeld table").nth(1).locator("tbody tr").allTextContents();
  lap("drill down to the facts");
  await page.goBack();
  seen.back = await heading.textContent();
  lap("back");
  await page.getByRole("button", { name: "Wis alle keuzes" }).click();
  seen.resetStatus = await status.textContent();
  lap("reset");
  return { seconds, seen };
});
console.log(JSON.stringify(result));
