// A page of a report in the Chromium of this machine, as offline as the report claims to be.
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const FLAGS = [
  "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
  "--disable-sync",
];

export async function open(file, options, run) {
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: FLAGS });
  try {
    const context = await browser.newContext({ locale: "nl-NL", ...options });
    const page = await context.newPage();
    const faults = [];
    page.on("pageerror", (error) => faults.push(`script: ${error.message}`));
    page.on("console", (message) => { if (message.type() === "error") faults.push(`console: ${message.text()}`); });
    page.on("request", (request) => {
      if (!request.url().startsWith("file:")) faults.push(`request: ${request.url()}`);
    });
    await page.goto(pathToFileURL(file).href);
    const result = await run(page);
    return { ...result, faults };
  } finally {
    await browser.close();
  }
}
