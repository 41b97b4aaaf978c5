import { ListChecks } from "lucide-react";
import Link from "next/link";
import { PageTitle } from "../shell/PageTitle";
import { button } from "../shell/buttonStyle";
import { JobsCard } from "./JobsCard";
import { StorageCard } from "./StorageCard";
import { WorkersCard } from "./WorkersCard";

/** What runs underneath: workers, the queue, storage. */
export function SystemScreen() {
  return (
    <div className="mx-auto max-w-[1400px] px-4 pb-16">
      <PageTitle title="System">
        <Link href="/system/self-test" className={button}>
          <ListChecks aria-hidden />
          Self-test
        </Link>
      </PageTitle>
      <div className="grid grid-cols-1 gap-3">
        <WorkersCard />
        <JobsCard />
        <StorageCard />
      </div>
    </div>
  );
}
