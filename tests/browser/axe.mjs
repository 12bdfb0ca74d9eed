// node axe.mjs FILE light|dark [WIDTH]: every rule of axe-core, on the page with all details open and on each
// view of the explorer. Prints JSON: {violations: [{view, id, targets}], faults: []}.
import { createRequire } from "node:module";
import { readFile } from "node:fs/promises";
import { open } from "./browser.mjs";

const [file, colorScheme, width = "1280"] = process.argv.slice(2);
const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const result = await open(file, { colorScheme, viewport: { width: Number(width), height: 900 } }, async (page) => {
  await page.evaluate(axe);
  const violations = [];
  const check = async (view, context) => {
    const found = await page.evaluate((where) => globalThis.axe.run(where), context);
    for (const { id, nodes } of found.violations) {
      violations.push({ view, id, targets: nodes.slice(0, 5).map((node) => `${node.target} ${node.failureSummary}`) });
    }
  };
  await page.evaluate(() => document.querySelectorAll("details").forEach((part) => { part.open = true; }));
  await check("page with everything open", "html");
  if (await page.locator("#da-app").isVisible()) {
    const explorer = "#da-app";
    await page.locator("#da-beeld tbody a").first().click();
    await check("leaf", explorer);
    await page.locator("#da-beeld tbody a").first().click();
    await check("dossier in leaf", explorer);
    await page.getByRole("link", { name: /Alle indicatoren van dossier/ }).click();
    await check("dossier", explorer);
    await page.getByRole("button", { name: "Wis alle keuzes" }).click();
    await page.getByLabel("Dossiernummer bevat").fill("1");
    await page.getByRole("heading", { name: "Gevonden dossiers" }).waitFor();
    await check("search", explorer);
  }
  return { violations };
});
console.log(JSON.stringify(result));
