-- CreateTable
CREATE TABLE "SelfTest" (
    "id" SERIAL NOT NULL,
    "workerId" TEXT NOT NULL,
    "backend" TEXT NOT NULL,
    "codeVersion" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "durationMs" DOUBLE PRECISION NOT NULL,
    "checks" JSONB NOT NULL,

    CONSTRAINT "SelfTest_pkey" PRIMARY KEY ("id")
);
