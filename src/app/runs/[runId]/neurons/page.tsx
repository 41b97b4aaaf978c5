import { NeuronsScreen } from "~/features/neurons/NeuronsScreen";

export default function Page() {
  return <NeuronsScreen />;
}
