import { notFound } from "next/navigation";
import { NeuronScreen } from "~/features/neuron/NeuronScreen";

export default async function Page({ params }: { params: Promise<{ neuron: string }> }) {
  const { neuron } = await params;
  if (!/^\d{1,6}$/.test(neuron)) notFound();
  return <NeuronScreen neuron={Number(neuron)} />;
}
