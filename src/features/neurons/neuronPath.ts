export const neuronPath = (runId: string, neuron: number) => `/runs/${runId}/neurons/${neuron}`;
