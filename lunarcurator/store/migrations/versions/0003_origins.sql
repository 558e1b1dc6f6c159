CREATE INDEX ix_exposure_origin ON exposure (origin) WHERE origin IS NOT NULL;
