import io.meterhouse.jobs.gateway.GatewayScript;
import io.meterhouse.jobs.gateway.LargeUsage;
import io.meterhouse.jobs.gateway.StandInGateway;
import java.util.concurrent.CountDownLatch;

/** Serves a large organisation from a process of its own: LargeGateway PORT USERS ROWS_PER_DAY. */
public final class LargeGateway {

    public static void main(String[] arguments) throws Exception {
        LargeUsage usage = new LargeUsage(Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]), 7);
        GatewayScript script = GatewayScript.of(usage, usage.directory())
                .withPort(Integer.parseInt(arguments[0]))
                .withCaller("sk-viewer", GatewayScript.Role.VIEWER, "meterhouse")
                .withKeyLimit(100);
        try (StandInGateway gateway = StandInGateway.start(script)) {
            System.out.println(gateway.baseUri());
            new CountDownLatch(1).await();
        }
    }
}
