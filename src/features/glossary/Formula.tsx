"use client";

import katex from "katex";

/** A formula of our own dictionary; KaTeX escapes what it is given and adds MathML for screen readers. */
export default function Formula({ tex }: { tex: string }) {
  const html = katex.renderToString(tex, { throwOnError: false, output: "htmlAndMathml" });
  return <span className="block overflow-x-auto py-1" dangerouslySetInnerHTML={{ __html: html }} />;
}
