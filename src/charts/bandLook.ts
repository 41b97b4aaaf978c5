/** Bands of targets that have a ranked curve of their own, by the names they are stored under. */
export const bandLook = {
  rare: { label: "rare", targets: "rare targets", color: "rare", dash: "solid" },
  common: { label: "common", targets: "common targets", color: "common", dash: "dashed" },
  sub_elbow: { label: "below the elbow", targets: "targets below the elbow", color: "decay", dash: "solid" },
} as const;

export type Band = keyof typeof bandLook;
