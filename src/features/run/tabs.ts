/** In the order of the keys 1 … 5. */
export const tabs = [
  { label: "Overview", hrefOf: (runId: string) => `/runs/${runId}` },
  { label: "Influence", hrefOf: (runId: string) => `/runs/${runId}/influence` },
  { label: "Neurons", hrefOf: (runId: string) => `/runs/${runId}/neurons` },
  { label: "Spectra", hrefOf: (runId: string) => `/runs/${runId}/spectra` },
  { label: "Coordination", hrefOf: (runId: string) => `/runs/${runId}/coordination` },
] as const;

/** Whether a path is the tab's screen or one below it; the overview has none below. */
export const isTabOf = (path: string, href: string) =>
  path === href || (!/^\/runs\/[^/]+$/.test(href) && path.startsWith(`${href}/`));
