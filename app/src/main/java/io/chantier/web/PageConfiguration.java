package io.chantier.web;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Pages are precompiled JTE templates; each gets the {@link Frame} of its request. */
@Configuration(proxyBeanMethods = false)
class PageConfiguration implements WebMvcConfigurer {

    private final Frames frames;
    private final VisitorLocale locales;

    PageConfiguration(Frames frames, VisitorLocale locales) {
        this.frames = frames;
        this.locales = locales;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new FrameGiver());
    }

    @Bean
    static JteViews jteViews() {
        var engine = TemplateEngine.createPrecompiled(ContentType.Html);
        engine.setTrimControlStructures(true);
        return new JteViews(engine);
    }

    private final class FrameGiver implements HandlerInterceptor {

        @Override
        public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
            VisitorLocale.known(request.getParameter(VisitorLocale.PARAMETER))
                    .ifPresent(chosen -> locales.setLocale(request, response, chosen));
            return true;
        }

        @Override
        public void postHandle(
                HttpServletRequest request, HttpServletResponse response, Object handler, @Nullable ModelAndView page) {
            if (page == null || page.getViewName() == null) return;
            if (!page.getViewName().startsWith("redirect:")) page.addObject("frame", frames.of(request));
        }
    }
}
