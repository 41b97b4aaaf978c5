-- CreateEnum
CREATE TYPE "RunKind" AS ENUM ('training', 'ingest');

-- AlterTable
ALTER TABLE "Checkpoint" ALTER COLUMN "tokens" DROP NOT NULL,
ALTER COLUMN "sha256" DROP NOT NULL;

-- AlterTable
ALTER TABLE "Run" ADD COLUMN     "kind" "RunKind" NOT NULL DEFAULT 'training';
