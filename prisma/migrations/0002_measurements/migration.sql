-- AlterTable
ALTER TABLE "GroupStatistic" ADD COLUMN     "family" TEXT,
ADD COLUMN     "pHolm" DOUBLE PRECISION;

-- AlterTable
ALTER TABLE "Measurement" ADD COLUMN     "layer" INTEGER;

-- AlterTable
ALTER TABLE "MetricPoint" ADD COLUMN     "reason" TEXT;

-- CreateTable
CREATE TABLE "NeuronContext" (
    "measurementId" INTEGER NOT NULL,
    "neuron" INTEGER NOT NULL,
    "rank" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "at" INTEGER NOT NULL,
    "tokens" INTEGER[],
    "deltas" DOUBLE PRECISION[],
    "target" INTEGER NOT NULL,

    CONSTRAINT "NeuronContext_pkey" PRIMARY KEY ("measurementId","neuron","rank")
);

-- CreateTable
CREATE TABLE "Vocabulary" (
    "hash" TEXT NOT NULL,
    "tokens" JSONB NOT NULL,

    CONSTRAINT "Vocabulary_pkey" PRIMARY KEY ("hash")
);

-- CreateTable
CREATE TABLE "Recomputation" (
    "id" SERIAL NOT NULL,
    "measurementId" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "backend" TEXT NOT NULL,
    "codeVersion" TEXT NOT NULL,
    "worst" JSONB NOT NULL,
    "holds" BOOLEAN NOT NULL,

    CONSTRAINT "Recomputation_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "Recomputation_measurementId_id_idx" ON "Recomputation"("measurementId", "id");

-- AddForeignKey
ALTER TABLE "NeuronContext" ADD CONSTRAINT "NeuronContext_measurementId_fkey" FOREIGN KEY ("measurementId") REFERENCES "Measurement"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Recomputation" ADD CONSTRAINT "Recomputation_measurementId_fkey" FOREIGN KEY ("measurementId") REFERENCES "Measurement"("id") ON DELETE CASCADE ON UPDATE CASCADE;
