/** Influences are thousandths of a nat on trained models, so they are shown in that unit everywhere. */
export const milliNats = { unit: "10⁻³ nats", factor: 1000 } as const;
