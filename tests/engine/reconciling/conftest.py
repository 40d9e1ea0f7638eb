import sys
from pathlib import Path

# What the tests share stands beside them.
sys.path.insert(0, str(Path(__file__).parent))
