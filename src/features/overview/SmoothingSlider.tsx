"use client";

import { Slider } from "radix-ui";
import { useSmoothing } from "./useSmoothing";

export function SmoothingSlider() {
  const { smoothing, setSmoothing } = useSmoothing();
  return (
    <Slider.Root
      value={[smoothing]}
      min={0}
      max={0.99}
      step={0.01}
      onValueChange={([next]) => next !== undefined && setSmoothing(next)}
      // The arrow keys move the slider, not the step.
      onKeyDown={(event) => event.stopPropagation()}
      className="relative flex h-8 w-20 touch-none items-center"
      title="Smoothing"
    >
      <Slider.Track className="h-[3px] w-full rounded-full bg-line">
        <Slider.Range className="absolute h-[3px] rounded-full bg-faint" />
      </Slider.Track>
      <Slider.Thumb
        aria-label="Smoothing"
        className="block size-3 rounded-full border border-faint bg-raised hover:border-accent"
      />
    </Slider.Root>
  );
}
