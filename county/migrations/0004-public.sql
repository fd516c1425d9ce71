-- What the public pages may read, and nothing else: they connect as noticeboard_public, which has no other rights.
CREATE TABLE public_notice (
  county text NOT NULL,
  notice text NOT NULL,
  code text NOT NULL,
  office text NOT NULL,
  state text NOT NULL,
  published jsonb NOT NULL,
  PRIMARY KEY (county, notice)
);
CREATE INDEX public_notice_by_code ON public_notice (county, code);
CREATE INDEX public_notice_by_office ON public_notice (county, office);

CREATE TABLE public_county (
  county text PRIMARY KEY,
  published jsonb NOT NULL
);
