"use client";

import { NullRowsChart } from "~/charts/nulls/NullRowsChart";
import { Choice } from "../controls/Choice";
import { MetricTitle } from "../glossary/MetricTitle";
import { NotMeasured } from "../run/NotMeasured";
import { useProvenance } from "../run/useProvenance";
import { type StatisticFamily, type StoredStatistic, rowsOf } from "./statisticFamilies";
import { useCoordinationView } from "./useCoordinationView";

interface Props {
  family: StatisticFamily;
  statistics: readonly StoredStatistic[];
  selected: string | null;
}

/** One kind of statistic of all groups, each beside its null. */
export function FamilyPanel({ family, statistics, selected }: Props) {
  const { view, setView } = useCoordinationView();
  const { menuOf } = useProvenance();
  const variant = family.variants.find(({ id }) => id === view[family.id]) ?? family.variants[0]!;
  const rows = rowsOf(statistics, family, variant);
  const { cell } = family;
  const title = <MetricTitle name={family.metric}>{family.title}</MetricTitle>;
  if (rows.length === 0) {
    return (
      <section className="rounded-md border border-line bg-raised p-3">
        <h2 className="flex min-h-7 items-center font-medium">{title}</h2>
        <NotMeasured cell={cell} what={`${family.title}: the groups are`} height={112} />
      </section>
    );
  }
  return (
    <NullRowsChart
      title={title}
      menu={menuOf(cell)}
      name={`${family.title}, ${variant.label}`}
      rows={rows}
      selected={selected}
      onSelect={(statistic) => setView({ statistic })}
      actions={
        <Choice
          label={`${family.title}: measured by`}
          quiet
          value={variant.id}
          options={family.variants.map(({ id, label }) => ({ value: id, label }))}
          onChange={(id) => setView({ [family.id]: id })}
        />
      }
    />
  );
}
