"""How well it reads: records compared with texts that a person has coded."""
