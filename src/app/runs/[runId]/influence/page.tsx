import { InfluenceScreen } from "~/features/influence/InfluenceScreen";

export default function Page() {
  return <InfluenceScreen />;
}
