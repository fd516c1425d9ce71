-- One county: its counters, enrolments and the order of acts. County id first in every key.
CREATE TABLE county (
  county text PRIMARY KEY,
  epoch text NOT NULL,
  n bigint NOT NULL DEFAULT 0,
  world_n bigint NOT NULL DEFAULT 0,
  arrived bigint NOT NULL DEFAULT 0,
  demo boolean NOT NULL DEFAULT false
);

CREATE TABLE desk (
  county text NOT NULL,
  id text NOT NULL,
  office text NOT NULL,
  name text NOT NULL,
  public_key jsonb NOT NULL,
  revoked boolean NOT NULL DEFAULT false,
  next_seq bigint NOT NULL DEFAULT 1,
  last_hash text NOT NULL,
  first_password_for text,
  PRIMARY KEY (county, id)
);

-- One place in a desk's chain. `held` ones came too early and keep their text until the gap closes.
CREATE TABLE desk_line (
  county text NOT NULL,
  desk text NOT NULL,
  seq bigint NOT NULL,
  act_hash text NOT NULL,
  act text NOT NULL,
  held boolean NOT NULL,
  held_text text,
  PRIMARY KEY (county, desk, seq)
);

-- Acts with their outcomes. The text is canonical JSON and not jsonb: its bytes are signed.
CREATE TABLE act (
  county text NOT NULL,
  id text NOT NULL,
  desk text NOT NULL,
  seq bigint NOT NULL,
  body_hash text NOT NULL,
  body text NOT NULL,
  arrived bigint NOT NULL,
  outcome jsonb NOT NULL,
  n bigint NOT NULL DEFAULT 0,
  day text NOT NULL,
  program text NOT NULL,
  PRIMARY KEY (county, id)
);
CREATE INDEX act_by_desk ON act (county, desk, n);

CREATE TABLE act_forked (
  county text NOT NULL,
  desk text NOT NULL,
  seq bigint NOT NULL,
  act_hash text NOT NULL,
  body text NOT NULL,
  PRIMARY KEY (county, desk, seq, act_hash)
);

CREATE TABLE act_wait (
  county text NOT NULL,
  kind text NOT NULL,
  ref text NOT NULL,
  act text NOT NULL,
  PRIMARY KEY (county, kind, ref, act)
);
CREATE INDEX act_wait_by_act ON act_wait (county, act);
