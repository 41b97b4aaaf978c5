/** In the order of the keys 1, 2, 3. */
export const tabs = [
  { label: "Overview", hrefOf: (runId: string) => `/runs/${runId}` },
  { label: "Influence", hrefOf: (runId: string) => `/runs/${runId}/influence` },
  { label: "Spectra", hrefOf: (runId: string) => `/runs/${runId}/spectra` },
] as const;
