import { CoordinationScreen } from "~/features/coordination/CoordinationScreen";

export default function Page() {
  return <CoordinationScreen />;
}
