package io.chantier.dashboard.web;

import io.chantier.dashboard.Tours;
import io.chantier.identity.Callers;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Sees who looks at facts or findings, which is a step of the tour that leaves no other trace. */
@Configuration(proxyBeanMethods = false)
class TourWatch implements WebMvcConfigurer {

    private final Callers callers;
    private final Tours tours;

    TourWatch(Callers callers, Tours tours) {
        this.callers = callers;
        this.tours = tours;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new Watch()).addPathPatterns("/sites/*/source", "/sites/*/checks");
    }

    private final class Watch implements HandlerInterceptor {

        @Override
        public void postHandle(
                HttpServletRequest request, HttpServletResponse response, Object handler, @Nullable ModelAndView page) {
            if (page == null || !request.getMethod().equals("GET")) return;
            callers.find(request).filter(caller -> !tours.of(caller).looked()).ifPresent(tours::looked);
        }
    }
}
