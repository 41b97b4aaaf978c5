"use client";

import { useId, useRef, useState, type ReactNode } from "react";
import { ChartMenu, type MenuEntry } from "./ChartMenu";
import type { ChartTable } from "./chartTable";
import { downloadFile, fileStem } from "./downloadFile";
import { Loading } from "./Loading";
import { NotMeasurable } from "./NotMeasurable";
import { TableTwin } from "./TableTwin";
import { tableToCsv } from "./tableToCsv";
import { svgToPng } from "./svgToPng";

/** What every chart on a screen can be given. */
export interface FrameProps {
  title: ReactNode;
  /** The method that made the numbers, as a chip. */
  method?: ReactNode;
  /** Controls of this chart, left of the menu. */
  actions?: ReactNode;
  /** Further entries of the menu. */
  menu?: MenuEntry[] | undefined;
  /** Why there is nothing to draw; hatched, never an empty plot. */
  empty?: string | null | undefined;
  /** The data is on its way, and there is none to show meanwhile. */
  busy?: boolean | undefined;
  /** Of the plot, in pixels. */
  height?: number | undefined;
  /** What the chart says, in words, under it. */
  footer?: ReactNode;
}

interface ChartFrameProps extends FrameProps {
  /** Names the files. */
  name: string;
  summary: string;
  notes?: string[];
  table: () => ChartTable;
  svg: (() => string) | null;
  children: ReactNode;
}

/** The panel around every chart: its name, method and menu, its sentence for screen readers, its table twin. */
export function ChartFrame(props: ChartFrameProps) {
  const {
    title,
    method,
    actions,
    menu = [],
    empty = null,
    busy = false,
    height = 220,
    name,
    summary,
    notes = [],
    table,
    svg,
  } = props;
  const drawn = empty === null && !busy;
  const [showTable, setShowTable] = useState(false);
  const figure = useRef<HTMLElement>(null);
  const id = useId();
  const csv = () =>
    downloadFile(`${fileStem(name)}.csv`, new Blob([tableToCsv(table())], { type: "text/csv" }));
  const save = (draw: () => string) => () =>
    downloadFile(`${fileStem(name)}.svg`, new Blob([draw()], { type: "image/svg+xml" }));
  const savePng = (draw: () => string) => () =>
    void svgToPng(draw()).then((png) => downloadFile(`${fileStem(name)}.png`, png));
  const fullScreen = () =>
    document.fullscreenElement ? void document.exitFullscreen() : void figure.current?.requestFullscreen();
  const exports: MenuEntry[] = [
    ...(svg
      ? [
          { label: "Save as PNG", onSelect: savePng(svg) },
          { label: "Save as SVG", onSelect: save(svg) },
        ]
      : []),
    { label: "Save as CSV", onSelect: csv },
    { label: showTable ? "Hide the table" : "Show as a table", onSelect: () => setShowTable(!showTable) },
    { label: "Full screen", onSelect: fullScreen },
  ];

  return (
    <figure
      ref={figure}
      aria-labelledby={`${id}-title`}
      aria-describedby={`${id}-summary`}
      className="flex min-w-0 flex-col rounded-md border border-(--line) bg-(--raised) p-3 text-[13px] text-(--ink)"
    >
      <figcaption className="flex min-h-7 flex-wrap items-center gap-x-2 gap-y-1">
        <span id={`${id}-title`} className="min-w-0 truncate font-medium">
          {title}
        </span>
        {method !== undefined && (
          <span className="shrink-0 rounded border border-(--line) px-1.5 font-mono text-[11px] text-(--ink-soft)">
            {method}
          </span>
        )}
        <span className="ml-auto flex shrink-0 items-center gap-1">
          {actions}
          <ChartMenu label={`Menu of ${name}`} entries={drawn ? [...menu, ...exports] : menu} />
        </span>
      </figcaption>
      <p id={`${id}-summary`} className="sr-only">
        {busy ? "Loading" : (empty ?? summary)}
      </p>
      {drawn && props.children}
      {busy && <Loading height={height} />}
      {!busy && empty !== null && <NotMeasurable reason={empty} height={height} />}
      {drawn && notes.length > 0 && <p className="mt-1 text-[11px] text-(--ink-soft)">{notes.join(" · ")}</p>}
      {drawn && props.footer}
      {drawn && showTable && <TableTwin table={table()} caption={summary} />}
    </figure>
  );
}
