"use client";

import { parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { RunState } from "~/core/runState";
import { parseAsFlag } from "../live/parseAsFlag";
import { sortKeys } from "./selectRuns";

/** What the list shows, in the address. */
export const useRunFilter = () =>
  useQueryStates({
    q: parseAsString.withDefault(""),
    state: parseAsStringLiteral(RunState.options),
    sort: parseAsStringLiteral(sortKeys).withDefault("newest"),
    archived: parseAsFlag.withDefault(false),
  });
