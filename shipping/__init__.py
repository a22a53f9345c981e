"""From the frozen folder to what a hospital installs: terms, bill of materials, signed list, package. For builders."""
