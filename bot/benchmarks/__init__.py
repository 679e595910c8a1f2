"""Measurements that anybody can repeat: ``duban bench``."""
