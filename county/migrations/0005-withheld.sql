-- Notices whose document the final scan keeps from the public pages: what it found, by kind, never the words themselves.
CREATE TABLE withheld (
  county text NOT NULL,
  notice text NOT NULL,
  office text NOT NULL,
  since text NOT NULL,
  found jsonb NOT NULL,
  PRIMARY KEY (county, notice)
);
