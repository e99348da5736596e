import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.neo4j.configuration.GraphDatabaseSettings;
import org.neo4j.configuration.connectors.BoltConnector;
import org.neo4j.configuration.connectors.HttpConnector;
import org.neo4j.configuration.helpers.SocketAddress;
import org.neo4j.dbms.api.DatabaseManagementService;
import org.neo4j.dbms.api.DatabaseManagementServiceBuilder;
import org.neo4j.io.ByteUnit;

/**
 * A Neo4j server for the tests: Server HOME PORT. It says "ready" when it is, ends when its input does (so that it never outlives those who
 * started it), and takes HOME away.
 */
public class Server {
    public static void main(String[] arguments) throws Exception {
        Path home = Path.of(arguments[0]);
        DatabaseManagementService server = new DatabaseManagementServiceBuilder(home)
            .setConfig(BoltConnector.enabled, true)
            .setConfig(BoltConnector.listen_address, new SocketAddress("127.0.0.1", Integer.parseInt(arguments[1])))
            .setConfig(HttpConnector.enabled, false)
            .setConfig(GraphDatabaseSettings.auth_enabled, false)
            .setConfig(GraphDatabaseSettings.pagecache_memory, ByteUnit.mebiBytes(128))
            .setConfig(GraphDatabaseSettings.preallocate_logical_logs, false)
            .build();
        System.out.println("ready");
        while (System.in.read() != -1) {
        }
        Thread late = new Thread(() -> {
            try {
                Thread.sleep(20_000);
            } catch (InterruptedException ended) {
                return;
            }
            Runtime.getRuntime().halt(1);
        });
        late.setDaemon(true);
        late.start();
        server.shutdown();
        remove(home);
        Runtime.getRuntime().halt(0);
    }

    private static void remove(Path home) throws IOException {
        List<Path> all;
        try (Stream<Path> walked = Files.walk(home)) {
            all = walked.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : all) {
            Files.deleteIfExists(path);
        }
    }
}
