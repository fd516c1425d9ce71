-- Who may speak: one-time codes, passwords, certified keys, nonces and tokens. Secrets lie here as hashes only.
CREATE TABLE enrolment_code (
  county text NOT NULL,
  hash text NOT NULL,
  office text NOT NULL,
  expires bigint NOT NULL,
  reusable boolean NOT NULL DEFAULT false,
  used_by text,
  first_password_for text,
  PRIMARY KEY (county, hash)
);

CREATE TABLE credential (
  county text NOT NULL,
  account text NOT NULL,
  salt text NOT NULL,
  hash text NOT NULL,
  memory integer NOT NULL,
  passes integer NOT NULL,
  parallelism integer NOT NULL,
  PRIMARY KEY (county, account)
);

CREATE TABLE actor_key (
  county text NOT NULL,
  account text NOT NULL,
  key text NOT NULL,
  public_key jsonb NOT NULL,
  desk text NOT NULL,
  PRIMARY KEY (county, account, key)
);

CREATE TABLE token_nonce (
  county text NOT NULL,
  hash text NOT NULL,
  desk text NOT NULL,
  expires bigint NOT NULL,
  PRIMARY KEY (county, hash)
);

CREATE TABLE token (
  county text NOT NULL,
  hash text NOT NULL,
  desk text NOT NULL,
  expires bigint NOT NULL,
  PRIMARY KEY (county, hash)
);

CREATE TABLE access_try (
  county text NOT NULL,
  name text NOT NULL,
  at bigint NOT NULL,
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  PRIMARY KEY (county, name, at, id)
);
