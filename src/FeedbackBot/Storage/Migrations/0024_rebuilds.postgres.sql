-- The run that counts the kept figures anew at present.
ALTER TABLE "rollup_states" ADD COLUMN "rebuild" uuid NULL;
