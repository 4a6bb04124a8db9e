package lab

import "context"

// balance starts the lab's own haproxy, or reloads it.
func (k *keeper) balance(ctx context.Context, config string) error {
	k.balancing.Lock()
	defer k.balancing.Unlock()
	if k.haproxy != nil {
		return k.haproxy.Reload(ctx, config)
	}
	haproxy, err := StartHAProxy(ctx, k.lab.Dir, config)
	if err != nil {
		return err
	}
	k.haproxy = haproxy
	k.started(haproxy.process)
	return nil
}

func (k *keeper) stopBalancing(ctx context.Context) error {
	k.balancing.Lock()
	defer k.balancing.Unlock()
	if k.haproxy == nil {
		return nil
	}
	return k.haproxy.Stop(ctx)
}
