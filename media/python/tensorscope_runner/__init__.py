"""What run_program.py does beside running the program. Standard library only, Python 3.8 or newer."""
