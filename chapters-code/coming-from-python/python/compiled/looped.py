"""The primes up to each limit, one limit after another, with a sieve that Cython has compiled."""


def count_all(limits, primes_up_to):
    return sum(primes_up_to(limit) for limit in limits)


def prepare(limits, library):
    spec = spec_from_file_location(Path(library).name.partition(".")[0], library)
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return limits, module.primes_up_to


if __name__ == "__main__":
    from importlib.util import module_from_spec, spec_from_file_location
    from pathlib import Path

    import book

    book.serve(count_all, prepare)
