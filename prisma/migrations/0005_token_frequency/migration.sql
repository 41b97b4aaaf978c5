-- What goes through token frequency is a cell of its own and no setting any more: a config that names it would be refused.
UPDATE "Run" SET "config" = "config" #- '{measure,tokenFrequency}';
