-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "RunState" AS ENUM ('pending', 'running', 'paused', 'finished', 'failed', 'crashed', 'killed');

-- CreateEnum
CREATE TYPE "CellState" AS ENUM ('pending', 'running', 'done', 'failed', 'skipped');

-- CreateTable
CREATE TABLE "Run" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "config" JSONB NOT NULL,
    "state" "RunState" NOT NULL DEFAULT 'pending',
    "stateReason" TEXT,
    "stateCode" TEXT,
    "step" INTEGER NOT NULL DEFAULT 0,
    "totalSteps" INTEGER NOT NULL,
    "tokensPerSecond" DOUBLE PRECISION,
    "backend" TEXT,
    "corpusHash" TEXT,
    "codeVersion" TEXT NOT NULL,
    "trainingMs" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "measuringMs" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "startedAt" TIMESTAMPTZ(3),
    "finishedAt" TIMESTAMPTZ(3),
    "archivedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Run_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "RunStatusEvent" (
    "id" BIGSERIAL NOT NULL,
    "runId" TEXT NOT NULL,
    "state" "RunState" NOT NULL,
    "reason" TEXT,
    "step" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "RunStatusEvent_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Checkpoint" (
    "id" SERIAL NOT NULL,
    "runId" TEXT NOT NULL,
    "step" INTEGER NOT NULL,
    "tokens" BIGINT NOT NULL,
    "uri" TEXT NOT NULL,
    "sha256" TEXT NOT NULL,
    "bytes" BIGINT NOT NULL,
    "format" TEXT NOT NULL,
    "architecture" JSONB NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Checkpoint_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "MetricSeries" (
    "id" SERIAL NOT NULL,
    "runId" TEXT NOT NULL,
    "name" TEXT NOT NULL,

    CONSTRAINT "MetricSeries_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "MetricPoint" (
    "seriesId" INTEGER NOT NULL,
    "step" INTEGER NOT NULL,
    "value" DOUBLE PRECISION,
    "low" DOUBLE PRECISION,
    "high" DOUBLE PRECISION,
    "kind" SMALLINT NOT NULL DEFAULT 0,

    CONSTRAINT "MetricPoint_pkey" PRIMARY KEY ("seriesId","step")
);

-- CreateTable
CREATE TABLE "Measurement" (
    "id" SERIAL NOT NULL,
    "checkpointId" INTEGER NOT NULL,
    "cell" TEXT NOT NULL,
    "configHash" TEXT NOT NULL,
    "state" "CellState" NOT NULL DEFAULT 'pending',
    "reason" TEXT,
    "provenance" JSONB,
    "workerId" TEXT,
    "durationMs" DOUBLE PRECISION,
    "startedAt" TIMESTAMPTZ(3),
    "finishedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Measurement_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "VectorRecord" (
    "measurementId" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "band" TEXT NOT NULL,
    "dtype" TEXT NOT NULL,
    "length" INTEGER NOT NULL,
    "bytes" BYTEA NOT NULL,

    CONSTRAINT "VectorRecord_pkey" PRIMARY KEY ("measurementId","name","band")
);

-- CreateTable
CREATE TABLE "RegimeFit" (
    "measurementId" INTEGER NOT NULL,
    "curve" TEXT NOT NULL,
    "band" TEXT NOT NULL,
    "method" TEXT NOT NULL,
    "fit" JSONB NOT NULL,

    CONSTRAINT "RegimeFit_pkey" PRIMARY KEY ("measurementId","curve","band","method")
);

-- CreateTable
CREATE TABLE "Spectrum" (
    "id" SERIAL NOT NULL,
    "measurementId" INTEGER NOT NULL,
    "matrix" TEXT NOT NULL,
    "rows" INTEGER NOT NULL,
    "columns" INTEGER NOT NULL,
    "eigenvalues" BYTEA NOT NULL,
    "baseline" BYTEA,
    "summary" JSONB NOT NULL,

    CONSTRAINT "Spectrum_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "GroupStatistic" (
    "measurementId" INTEGER NOT NULL,
    "group" TEXT NOT NULL,
    "space" TEXT NOT NULL,
    "statistic" TEXT NOT NULL,
    "method" TEXT NOT NULL,
    "size" INTEGER NOT NULL,
    "value" DOUBLE PRECISION,
    "nullMean" DOUBLE PRECISION,
    "nullSd" DOUBLE PRECISION,
    "z" DOUBLE PRECISION,
    "p" DOUBLE PRECISION,
    "draws" INTEGER NOT NULL,
    "nullValues" DOUBLE PRECISION[],
    "reason" TEXT,

    CONSTRAINT "GroupStatistic_pkey" PRIMARY KEY ("measurementId","group","space","statistic","method")
);

-- CreateTable
CREATE TABLE "Event" (
    "id" BIGSERIAL NOT NULL,
    "tx" xid8 NOT NULL DEFAULT pg_current_xact_id(),
    "runId" TEXT NOT NULL,
    "event" JSONB NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),

    CONSTRAINT "Event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Worker" (
    "id" TEXT NOT NULL,
    "host" TEXT NOT NULL,
    "pid" INTEGER NOT NULL,
    "backend" TEXT NOT NULL,
    "codeVersion" TEXT NOT NULL,
    "jobKind" TEXT,
    "jobId" TEXT,
    "runId" TEXT,
    "startedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "heartbeatAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "stoppedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Worker_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "Run_createdAt_idx" ON "Run"("createdAt");

-- CreateIndex
CREATE INDEX "RunStatusEvent_runId_id_idx" ON "RunStatusEvent"("runId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "Checkpoint_runId_step_key" ON "Checkpoint"("runId", "step");

-- CreateIndex
CREATE UNIQUE INDEX "MetricSeries_runId_name_key" ON "MetricSeries"("runId", "name");

-- CreateIndex
CREATE UNIQUE INDEX "Measurement_checkpointId_cell_configHash_key" ON "Measurement"("checkpointId", "cell", "configHash");

-- CreateIndex
CREATE UNIQUE INDEX "Spectrum_measurementId_matrix_key" ON "Spectrum"("measurementId", "matrix");

-- CreateIndex
CREATE INDEX "Event_runId_tx_id_idx" ON "Event"("runId", "tx", "id");

-- AddForeignKey
ALTER TABLE "RunStatusEvent" ADD CONSTRAINT "RunStatusEvent_runId_fkey" FOREIGN KEY ("runId") REFERENCES "Run"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Checkpoint" ADD CONSTRAINT "Checkpoint_runId_fkey" FOREIGN KEY ("runId") REFERENCES "Run"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "MetricSeries" ADD CONSTRAINT "MetricSeries_runId_fkey" FOREIGN KEY ("runId") REFERENCES "Run"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "MetricPoint" ADD CONSTRAINT "MetricPoint_seriesId_fkey" FOREIGN KEY ("seriesId") REFERENCES "MetricSeries"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Measurement" ADD CONSTRAINT "Measurement_checkpointId_fkey" FOREIGN KEY ("checkpointId") REFERENCES "Checkpoint"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "VectorRecord" ADD CONSTRAINT "VectorRecord_measurementId_fkey" FOREIGN KEY ("measurementId") REFERENCES "Measurement"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RegimeFit" ADD CONSTRAINT "RegimeFit_measurementId_fkey" FOREIGN KEY ("measurementId") REFERENCES "Measurement"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Spectrum" ADD CONSTRAINT "Spectrum_measurementId_fkey" FOREIGN KEY ("measurementId") REFERENCES "Measurement"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "GroupStatistic" ADD CONSTRAINT "GroupStatistic_measurementId_fkey" FOREIGN KEY ("measurementId") REFERENCES "Measurement"("id") ON DELETE CASCADE ON UPDATE CASCADE;



-- Numbers do not compress: store them as they are.
ALTER TABLE "VectorRecord" ALTER COLUMN "bytes" SET STORAGE EXTERNAL;
ALTER TABLE "Spectrum" ALTER COLUMN "eigenvalues" SET STORAGE EXTERNAL;
ALTER TABLE "Spectrum" ALTER COLUMN "baseline" SET STORAGE EXTERNAL;
