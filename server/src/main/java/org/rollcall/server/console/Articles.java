package org.rollcall.server.console;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.Heading;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.commonmark.renderer.text.TextContentRenderer;

/**
 * The articles of the documentation, as they are shown beside the pages they are about. They come with the server, so that
 * they tell of this very version.
 */
final class Articles {

    /** Where each is found: {@code /console/help/{folder}/{article}}. */
    static final String PATH = "/console/help";

    static final String FIRST = PATH + "/providers/readme";

    private static final Pattern NAME = Pattern.compile("[a-z-]{1,40}");
    private static final Pattern ELSEWHERE = Pattern.compile("[a-z]+:.*|#.*");
    private static final List<Extension> TABLES = List.of(TablesExtension.create());
    private static final Parser PARSER = Parser.builder().extensions(TABLES).build();
    private static final HtmlRenderer HTML = HtmlRenderer.builder()
            .extensions(TABLES)
            .escapeHtml(true)
            .sanitizeUrls(true)
            .attributeProviderFactory(context -> (node, tag, attributes) -> {
                if (node instanceof TableBlock) {
                    attributes.put("class", "table");
                }
            })
            .build();

    /** An article without its heading, which is the page's. */
    record Article(String title, String html) {}

    private final Map<String, Article> known = new ConcurrentHashMap<>();

    /** The article of this name, if there is one. */
    Optional<Article> find(String folder, String name) {
        if (!NAME.matcher(folder).matches() || !NAME.matcher(name).matches()) {
            return Optional.empty();
        }
        String path = folder + "/" + name;
        Optional<Article> found = Optional.ofNullable(known.get(path)).or(() -> read(path));
        found.ifPresent(article -> known.put(path, article));
        return found;
    }

    /** A picture of an article. */
    Optional<byte[]> picture(String name) {
        return NAME.matcher(name).matches() ? resource("providers/images/" + name + ".png") : Optional.empty();
    }

    private static Optional<Article> read(String path) {
        return resource(file(path))
                .map(bytes -> PARSER.parse(new String(bytes, StandardCharsets.UTF_8)))
                .map(document -> article(document, path));
    }

    private static String file(String path) {
        return path.replaceFirst("/readme$", "/README") + ".md";
    }

    private static Article article(Node document, String path) {
        document.accept(new References(path));
        Node heading = document.getFirstChild();
        if (!(heading instanceof Heading)) {
            throw new IllegalStateException("an article begins with its heading: " + path);
        }
        heading.unlink();
        return new Article(TextContentRenderer.builder().build().render(heading), HTML.render(document));
    }

    private static Optional<byte[]> resource(String path) {
        try (InputStream in = Articles.class.getResourceAsStream("articles/" + path)) {
            return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Has references lead to articles that are served here; what is only in the repository is named, and leads nowhere. */
    private static final class References extends AbstractVisitor {

        private final String folder;

        References(String path) {
            this.folder = path.substring(0, path.indexOf('/'));
        }

        @Override
        public void visit(Image image) {
            String name = image.getDestination().replaceFirst(".*/", "").replaceFirst("\\.png$", "");
            image.setDestination(PATH + "/pictures/" + name);
        }

        @Override
        public void visit(Link link) {
            if (!ELSEWHERE.matcher(link.getDestination()).matches()) {
                served(link.getDestination())
                        .ifPresentOrElse(path -> lead(link, path), () -> unlinked(link, link.getDestination()));
            }
            visitChildren(link);
        }

        /** A file's name says nothing here; the article's title does. */
        private static void lead(Link link, String path) {
            boolean named = link.getFirstChild() instanceof Text text
                    && link.getDestination().endsWith(text.getLiteral());
            if (named) {
                link.getFirstChild().unlink();
                link.appendChild(new Text(title(path.substring(PATH.length() + 1))));
            }
            link.setDestination(path);
        }

        private static String title(String path) {
            return resource(file(path))
                    .map(bytes -> new String(bytes, StandardCharsets.UTF_8).lines())
                    .flatMap(
                            lines -> lines.filter(line -> line.startsWith("# ")).findFirst())
                    .map(line -> line.substring(2))
                    .orElse(path);
        }

        private Optional<String> served(String destination) {
            String[] parts = destination.replaceFirst("#.*", "").split("/", -1);
            String in = parts.length == 1 ? folder : parts[parts.length - 2];
            String path = in + "/"
                    + parts[parts.length - 1].replaceFirst("\\.md$", "").replace("README", "readme");
            return resource(file(path)).map(bytes -> PATH + "/" + path);
        }

        private static void unlinked(Link link, String destination) {
            link.insertBefore(new Text("the file "));
            link.insertBefore(new Code(destination.replaceFirst("^(\\.\\./)+", "")));
            link.unlink();
        }
    }
}
