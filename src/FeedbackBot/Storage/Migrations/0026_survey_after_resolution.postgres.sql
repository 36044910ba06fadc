-- Which made survey customers are asked after a resolution.
ALTER TABLE surveys ADD COLUMN after_resolution_since timestamp with time zone;
