import { SpectraScreen } from "~/features/spectra/SpectraScreen";

export default function Page() {
  return <SpectraScreen />;
}
