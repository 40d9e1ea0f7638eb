"""Tests of the engine; workers of tests import what is fake here by name."""
