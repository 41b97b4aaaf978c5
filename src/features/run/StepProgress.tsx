import { formatInteger } from "~/charts/format/formatNumber";

interface Props {
  step: number;
  totalSteps: number;
  /** What the bar says to a screen reader. */
  label: string;
  barClassName: string;
}

/** A bar, and how many of how many steps; where only one step is known there is nothing to go through. */
export function StepProgress({ step, totalSteps, label, barClassName }: Props) {
  const count = <span data-testid="run-step">{formatInteger(step)}</span>;
  if (totalSteps === 0) return <span>step {count}</span>;
  return (
    <>
      <progress
        aria-label={label}
        value={step}
        max={totalSteps}
        className={`h-1 appearance-none overflow-hidden rounded-full bg-line [&::-webkit-progress-bar]:bg-line ${barClassName}`}
      />
      <span>
        step {count}
        <span className="text-soft"> / {formatInteger(totalSteps)}</span>
      </span>
    </>
  );
}
