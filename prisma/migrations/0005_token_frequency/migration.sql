-- What goes through token frequency is a cell of its own, no longer a setting; settings that nobody knows are refused.
UPDATE "Run" SET "config" = "config" #- '{measure,tokenFrequency}';
